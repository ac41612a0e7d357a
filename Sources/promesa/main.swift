print("promesa")
